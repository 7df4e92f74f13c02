/** Makes something once, and again after it was dropped. */
export interface Kept<Value> {
  readonly get: () => Promise<Value>;
  /** What was made is not true any more. */
  readonly drop: () => void;
}

/** What could not be made is tried again. */
export function keep<Value>(make: () => Promise<Value>): Kept<Value> {
  let made: Promise<Value> | undefined;
  const drop = (): void => {
    made = undefined;
  };
  return {
    get: () => {
      if (made) return made;
      const making = make();
      made = making;
      making.catch(() => {
        if (made === making) drop();
      });
      return making;
    },
    drop,
  };
}
