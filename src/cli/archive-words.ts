/** What an archive command says when it is done. Shapes as in store/archive, which this room does not import. */

interface ManifestWords {
  source: { namespace: string; provenance: string };
  firstDate: string | null;
  lastDate: string | null;
  counts: {
    watches: number;
    open: number;
    polls: number;
    failures: number;
    observations: number;
    changes: number;
  };
  contentHash: string;
  files: readonly { bytes: number }[];
}

export function describeExport(folder: string, manifest: ManifestWords): string {
  return `Written: ${folder}\n${describeContents(manifest)}`;
}

export function describeVerified(folder: string, manifest: ManifestWords): string {
  return `Whole: ${folder}. Every file, day and count is as the manifest says.\n${describeContents(manifest)}`;
}

export function describeImport(
  namespace: string,
  result: { written: number; extended: number; kept: number; refused: readonly string[] },
): string {
  const lines = [
    `Into ${namespace}: ${result.written} pairs and dates written, ${result.extended} completed, ${result.kept} were there already.`,
    ...result.refused.map((one) => `Refused: ${one} holds other polls; neither was changed.`),
  ];
  if (result.refused.length > 0) {
    lines.push(
      "Logs are never merged. To take the archive's, import it under another SCENARIO or into another Redis.",
    );
  }
  return `${lines.join('\n')}\n`;
}

function describeContents({
  source,
  firstDate,
  lastDate,
  counts,
  contentHash,
  files,
}: ManifestWords): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const open = counts.open === 0 ? '' : `, ${counts.open} of them still on sale`;
  return [
    `  ${source.provenance}, from ${source.namespace}; ${firstDate ?? '-'} to ${lastDate ?? '-'}`,
    `  ${count(counts.watches)} pairs and dates${open}; ${count(counts.polls)} polls, ${count(counts.failures)} failed`,
    `  ${count(counts.changes)} changes in ${count(counts.observations)} observations`,
    `  ${count(bytes)} bytes in ${files.length} files: ${share(bytes, counts.changes)} a change, ${share(bytes, counts.observations)} an observation`,
    `  content ${contentHash}`,
    '',
  ].join('\n');
}

/** Thousands apart, the same in every locale. */
function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ' ');
}

function share(bytes: number, of: number): string {
  return of === 0 ? '-' : (bytes / of).toPrecision(3);
}
