export const keyType = "aws:kms/key:Key";
/** A replica takes rotation from its primary, everything else it says itself. */
export const keyTypes: readonly string[] = [keyType, "aws:kms/replicaKey:ReplicaKey"];
