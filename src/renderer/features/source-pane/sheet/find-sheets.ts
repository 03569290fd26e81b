/** The blocks of one sheet: from `from` up to but not `to`. */
export interface SheetRange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The sheets among `total` blocks, one after the other as they are found, asking for few of the blocks. The blocks of
 * a sheet follow each other.
 */
export async function* findSheets(total: number, sheetAt: (ordinal: number) => Promise<string>): AsyncGenerator<SheetRange> {
  for (let from = 0; from < total;) {
    const name = await sheetAt(from);
    let same = from;
    for (let step = 1; same + step < total && (await sheetAt(same + step)) === name; step *= 2) same += step;
    let other = total;
    // Halves what lies between the last block known to be of this sheet and the first that may not be.
    for (let reach = same + 1; same + 1 < other; reach = Math.floor((same + other) / 2)) {
      if ((await sheetAt(reach)) === name) same = reach;
      else other = reach;
    }
    yield { name, from, to: same + 1 };
    from = same + 1;
  }
}
