import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join, sep } from "node:path";
import type { ModelValues } from "../model";
import { nameOf } from "../../catalog/urn";

/** One object of an emulated cloud, as its file shows it; whoever edits that file acts behind the engine's back. */
export interface CloudObject {
  readonly id: string;
  readonly type: string;
  /** The resource it was made for. */
  readonly urn: string;
  /** Which object of that resource it is, counted from 1. */
  readonly generation: number;
  /** Names of the properties that were asked for; the others are the service's. */
  readonly inputs: readonly string[];
  readonly properties: ModelValues;
  /** What the service knows besides, and a read does not show: the tasks of an ECS service. */
  readonly runtime?: ModelValues;
}

/** Where objects of a type stand: by themselves, or for AWS by account and region. */
export interface Shelf {
  readonly type: string;
  readonly accountId: string;
  readonly region: string;
}

/** Is told of every object that is written or removed. */
export interface StoreWatcher {
  readonly put: (shelf: Shelf, object: CloudObject) => void;
  readonly removed: (shelf: Shelf, object: CloudObject) => void;
}

/**
 * The emulated clouds on disk, a JSON file per object: `aws/<account>/<region>/ec2.Vpc/<name>.json`. Every question
 * looks at the files anew, so that a change made by hand is there at once; a file that is as it was is read once.
 */
export class ObjectStore {
  private readonly seen = new Map<string, SeenFile>();

  public constructor(
    private readonly root: string,
    private readonly watcher?: StoreWatcher,
  ) {}

  /** Every object of every cloud, and where it stands. */
  public everything(): readonly (readonly [Shelf, CloudObject])[] {
    const files = readdirSync(this.root, { recursive: true, encoding: "utf8" });
    return files.filter(isFinished).map((path) => {
      const object = JSON.parse(readFileSync(join(this.root, path), "utf8")) as CloudObject;
      const [cloud, accountId = "", region = ""] = path.split(sep);
      const place = cloud === "aws" ? { accountId, region } : { accountId: "", region: "" };
      return [{ type: object.type, ...place }, object];
    });
  }

  /** Every object on a shelf, the oldest of each resource first. */
  public on(shelf: Shelf): readonly CloudObject[] {
    return this.files(shelf)
      .map(({ object }) => object)
      .sort((a, b) => a.generation - b.generation);
  }

  /** Every object of a type in an account of AWS, whatever its region. */
  public everywhere(type: string, accountId: string): readonly CloudObject[] {
    return entriesOf(join(this.root, "aws", accountId)).flatMap((region) =>
      this.on({ type, accountId, region }),
    );
  }

  /** Writes the object, whole or not at all. */
  public put(shelf: Shelf, object: CloudObject): void {
    const folder = this.folder(shelf);
    const files = this.files(shelf);
    const file =
      files.find((other) => isSame(other.object, object))?.file ?? freeName(object, files);
    mkdirSync(folder, { recursive: true });
    const partial = join(folder, `.${file}.${String(process.pid)}`);
    writeFileSync(partial, `${JSON.stringify(object, null, 2)}\n`, { mode: 0o600 });
    renameSync(partial, join(folder, file));
    this.watcher?.put(shelf, object);
  }

  public remove(shelf: Shelf, object: CloudObject): void {
    for (const { file, object: other } of this.files(shelf)) {
      if (!isSame(other, object)) continue;
      rmSync(join(this.folder(shelf), file));
      this.watcher?.removed(shelf, other);
    }
  }

  private files(shelf: Shelf): readonly ObjectFile[] {
    const folder = this.folder(shelf);
    return namesIn(folder).map((file) => ({ file, object: this.read(join(folder, file)) }));
  }

  private read(path: string): CloudObject {
    const { ino, mtimeMs, size } = statSync(path);
    const version = `${String(ino)} ${String(mtimeMs)} ${String(size)}`;
    const seen = this.seen.get(path);
    if (seen?.version === version) return seen.object;
    const object = JSON.parse(readFileSync(path, "utf8")) as CloudObject;
    this.seen.set(path, { version, object });
    return object;
  }

  private folder({ type, accountId, region }: Shelf): string {
    const [cloud = "", path = "", kind = ""] = type.split(":");
    const module = path.split("/")[0] ?? "";
    const place = cloud === "aws" ? [accountId, region] : [];
    return join(this.root, cloud, ...place, module === "index" ? kind : `${module}.${kind}`);
  }
}

interface SeenFile {
  /** Another after every change of the file. */
  readonly version: string;
  readonly object: CloudObject;
}

interface ObjectFile {
  readonly file: string;
  readonly object: CloudObject;
}

function isSame(one: CloudObject, other: CloudObject): boolean {
  return one.urn === other.urn && one.generation === other.generation;
}

/** Resources of one name under different parents, and a replacement beside what it replaces, get a number. */
function freeName({ urn }: CloudObject, taken: readonly ObjectFile[]): string {
  const name = encodeURIComponent(nameOf(urn));
  for (let number = 1; ; number++) {
    const file = number === 1 ? `${name}.json` : `${name}.${String(number)}.json`;
    if (!taken.some((other) => other.file === file)) return file;
  }
}

/** A name with a leading dot is one that a killed writer left. */
function isFinished(path: string): boolean {
  return /^[^.].*\.json$/.test(basename(path));
}

function namesIn(folder: string): readonly string[] {
  return entriesOf(folder).filter(isFinished);
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
