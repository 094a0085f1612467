/** A file with the path it has in the folder that was dropped. */
export interface PlacedFile {
  readonly name: string;
  readonly size: number;
  readonly webkitRelativePath: string;
  text(): Promise<string>;
}

/**
 * Everything that was dropped, folders with all that is in them. The list of a drop lives only as long as its event, so
 * all is taken out before anything is awaited.
 */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly PlacedFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  // A file that comes from another program, and from no disk, has no entry.
  const files = entries.length === 0 ? [...transfer.files] : [];
  return [...files.map((file) => placed(file, file.name)), ...(await filesOf(entries))];
}

async function filesOf(entries: readonly FileSystemEntry[]): Promise<readonly PlacedFile[]> {
  const files: PlacedFile[] = [];
  for (const entry of entries) {
    if (isFile(entry)) files.push(placed(await fileOf(entry), entry.fullPath.replace(/^\//, '')));
    else if (isDirectory(entry)) files.push(...(await filesOf(await childrenOf(entry))));
  }
  return files;
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const placed = (file: File, path: string): PlacedFile => ({
  name: file.name,
  size: file.size,
  webkitRelativePath: path,
  text: () => file.text(),
});

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });

/** A reader gives a hundred at a time, and nothing when it is through. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return children.sort((a, b) => (a.name < b.name ? -1 : 1));
    children.push(...some);
  }
}
