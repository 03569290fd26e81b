const names: Readonly<Record<string, string>> = {
  'a rich text document (.rtf)': 'rtf',
  'an SVG image': 'svg svgz',
  'a PostScript file': 'ps eps ai',
  'an image': 'bmp gif heic heif avif ico icns jp2 psd psb xcf kra raw cr2 cr3 nef arw dng orf raf tga dds exr hdr pcx ppm pgm pbm xpm jxl',
  'a sound recording': 'mp3 wav flac ogg oga opus m4a m4b aac wma aif aiff amr mid midi ape caf',
  'a video': 'mp4 m4v mov avi mkv webm wmv flv mpg mpeg 3gp ogv m2ts mts2 vob rm asf',
  'a font': 'ttf otf woff woff2 ttc eot pfb pfm afm',
  'a program': 'exe dll so dylib msi com scr sys bin elf apk app ipa deb rpm appimage jar war class pyc pyd o obj lib a wasm node efi ko',
  'a disk image': 'iso dmg img vhd vhdx vmdk vdi qcow2 toast',
  'a database': 'db sqlite sqlite3 db3 mdb accdb dbf frm ibd myd mdf ldf ndf fdb kdb realm',
  'a password vault': 'kdbx 1pif agilekeychain',
  'a technical drawing (CAD)':
    'dwg dxf dwf dgn dwt rvt rfa ifc step stp iges igs sldprt sldasm slddrw ipt iam idw catpart catproduct prt skp 3dm x_t x_b sat',
  'a three-dimensional model': 'stl obj3d fbx blend gltf glb 3ds dae ply usdz max ma mb c4d',
  'an Apple iWork document': 'pages numbers key',
  'a OneNote notebook': 'one onetoc2 onepkg',
  'a Visio drawing': 'vsd vsdx vsdm vss vst',
  'a Publisher document': 'pub',
  'a Microsoft Project plan': 'mpp mpt',
  'an InDesign document': 'indd indt idml',
  'a page layout (QuarkXPress or Scribus)': 'qxd qxp sla',
  'an Outlook data file': 'pst ost oft',
  'an encrypted or signed message (S/MIME or PGP)': 'p7m p7s p7b p7c pgp gpg asc sig',
  'a certificate or key': 'p12 pfx pem crt cer der jks keystore ppk csr',
  'a torrent': 'torrent',
  'a Kindle or other e-book': 'mobi azw azw3 kfx prc lit lrf fb2 djvu djv cbz cbr',
  'an XPS document': 'xps oxps',
  'an old WordPerfect, Works or Lotus document': 'wpd wps wri lwp wk1 wk3 wk4 123 sam',
  'a Hangul document (.hwp)': 'hwp hwpx',
  'a statistics data file': 'sav por dta sas7bdat xpt rdata rds rda',
  'a scientific data file': 'mat h5 hdf hdf5 nc fits npy npz parquet arrow feather avro orc root',
  'a geographic data file': 'shp shx prj gpkg mxd qgz geotiff',
  'a language model': 'gguf safetensors onnx pt pth ckpt tflite pkl pickle',
  'a compressed archive': '7z rar xz bz2 zst lz lz4 lzma cab ace arj z sit sitx lha lzh',
  'a virtual machine or backup file': 'bak bkf vbk tib gho ova ovf',
  'a shortcut': 'lnk url webloc desktop',
  'an unfinished download': 'part crdownload partial download',
  'a calendar or contacts file': 'ics vcf ical ifb',
};

const byExtension: ReadonlyMap<string, string> = new Map(
  Object.entries(names).flatMap(([what, extensions]) => extensions.split(' ').map((extension) => [extension, what] as const)),
);

/** What a file is by its extension alone, in words that follow “is”; for kinds that nobody reads and whose content tells nothing. */
export function namedKind(extension: string): string | undefined {
  return byExtension.get(extension);
}
