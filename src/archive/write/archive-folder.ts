/** Where a workspace has its archive, relative to it. */
export const ARCHIVE_FOLDER = 'dist/archive';
