/** What a new value of an input means: the service takes it, it makes another resource, or nothing happens. */
export type Change = "update" | "replace" | "ignored";

export interface StringType {
  readonly kind: "string";
  /** The values there are. Default: any. */
  readonly values?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Limit in bytes of UTF-8, which is how Postgres counts names. */
  readonly maxBytes?: number;
  /** `timestamp` is RFC 3339; two spellings of one instant are the same value. */
  readonly format?: "timestamp";
}

export interface NumberType {
  readonly kind: "integer" | "number";
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface BooleanType {
  readonly kind: "boolean";
}

export interface ListType {
  readonly kind: "list";
  readonly of: FieldType;
  /** Whether another order is the same value. Default: no. */
  readonly unordered?: true;
}

/** A group of inputs under a name of its own in the schema. */
export interface ObjectType {
  readonly kind: "object";
  /** Name of the type in the schema, for example `DefaultEndpointSettings`. */
  readonly name: string;
  readonly description: string;
  readonly fields: AnyFields;
}

export type FieldType = StringType | NumberType | BooleanType | ListType | ObjectType;

/**
 * One input: what it is, and what another value of it means. An object without `change` leaves that to each of its own
 * inputs; so a list of objects, which changes as a whole, states it.
 */
export interface Field {
  readonly type: FieldType;
  /** Meaning, unit, default and plan limit, in Markdown. */
  readonly description: string;
  readonly change?: Change;
  readonly required?: true;
  /** What counts where the program says nothing, and what is sent when it stops saying something. */
  readonly default?: unknown;
  /** What stopping to say something does where there is no default: nothing, or an update. */
  readonly removal?: "kept" | "update";
  /** Neon does not tell it: an import leaves it out, and adding it to a resource that is there changes nothing. */
  readonly untold?: true;
  readonly secret?: true;
}

/** What a resource has besides its inputs. */
export interface OutputField {
  readonly type: FieldType;
  readonly description: string;
  /** Secret from arrival: in state, plans and logs. */
  readonly secret?: true;
  /** Not always there. Default: it is. */
  readonly optional?: true;
  /** May be another after an update; before one, a preview shows it as unknown. */
  readonly volatile?: true;
}

export type AnyFields = Readonly<Record<string, Field>>;
export type AnyOutputFields = Readonly<Record<string, OutputField>>;

/** The kind of field that holds a TypeScript type. */
type TypeFor<Value> = [Value] extends [string]
  ? StringType
  : [Value] extends [number]
    ? NumberType
    : [Value] extends [boolean]
      ? BooleanType
      : [Value] extends [readonly (infer Item)[]]
        ? Omit<ListType, "of"> & { readonly of: TypeFor<Item> }
        : Omit<ObjectType, "fields"> & { readonly fields: Fields<Value> };

/** An object may leave `change` and what absence means to its inputs. */
type Changing<Type> = Type extends { readonly kind: "object" }
  ? { readonly change?: Change }
  : { readonly change: Change };

type Presence<Type> = Type extends { readonly kind: "object" }
  ? object
  : { readonly default: unknown } | { readonly removal: "kept" | "update" };

type FieldFor<Value> = Field & { readonly type: TypeFor<Value> } & Changing<TypeFor<Value>>;

/**
 * The table of a resource's inputs, held against the type that a program uses: a missing or superfluous input, another
 * type, an input that is required on one side only or does not say what its change means does not compile.
 */
export type Fields<Inputs> = {
  readonly [Key in keyof Inputs]-?: undefined extends Inputs[Key]
    ? FieldFor<NonNullable<Inputs[Key]>> &
        Presence<TypeFor<NonNullable<Inputs[Key]>>> & { readonly required?: never }
    : FieldFor<NonNullable<Inputs[Key]>> & { readonly required: true };
};

export type OutputFields<Outputs> = {
  readonly [Key in keyof Outputs]-?: OutputField & {
    readonly type: TypeFor<NonNullable<Outputs[Key]>>;
  };
};
