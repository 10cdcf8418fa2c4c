export const imageRepositoryType = "aws:ecr/repository:Repository";
