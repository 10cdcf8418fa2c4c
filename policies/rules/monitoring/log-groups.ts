export const logGroupType = "aws:cloudwatch/logGroup:LogGroup";
