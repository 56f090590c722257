/// The media type of a downloaded file, told from its first bytes and, where they say nothing, from its name. What a
/// buyer's file claims to be is not asked.
func mediaType(of bytes: [UInt8], name: String) -> String {
    let signatures: [([UInt8], String)] = [
        ([0x89, 0x50, 0x4E, 0x47], "image/png"), ([0xFF, 0xD8, 0xFF], "image/jpeg"), (Array("GIF8".utf8), "image/gif"),
        (Array("%PDF".utf8), "application/pdf"), ([0x49, 0x49, 0x2A, 0], "image/tiff"),
        ([0x4D, 0x4D, 0, 0x2A], "image/tiff"),
    ]
    if let known = signatures.first(where: { bytes.starts(with: $0.0) }) { return known.1 }
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) { return "image/webp" }
    if bytes.dropFirst(4).starts(with: "ftypheic".utf8) { return "image/heic" }
    return mediaType(named: name) ?? "application/octet-stream"
}

/// What the name's ending promises; nil if it is none of the known ones.
package func mediaType(named name: String) -> String? {
    typesByEnding[name.split(separator: ".").last?.lowercased() ?? ""]
}

private let typesByEnding: [String: String] = [
    "txt": "text/plain", "csv": "text/csv", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif", "tif": "image/tiff", "tiff": "image/tiff", "bmp": "image/bmp",
    "webp": "image/webp", "heic": "image/heic",
    "pdf": "application/pdf", "zip": "application/zip", "mp4": "video/mp4", "mov": "video/quicktime",
    "doc": "application/msword", "xls": "application/vnd.ms-excel",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text", "rtf": "application/rtf",
]
