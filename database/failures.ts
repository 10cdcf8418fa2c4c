import postgres from "postgres";
import { BackupError } from "./backup/backup-error";
import { KeyError } from "./seal/keys";
import { SealError } from "./seal/seal-error";
import { ProgramError } from "./server/programs";
import { BackupStoreError } from "./store/backup-store";

/** Errors that their message explains: what went wrong outside this project. */
export const failures = [
  BackupError,
  BackupStoreError,
  KeyError,
  ProgramError,
  SealError,
  postgres.PostgresError,
];
