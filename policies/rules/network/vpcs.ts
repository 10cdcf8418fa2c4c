export const vpcType = "aws:ec2/vpc:Vpc";
