import Glibc

/// Where a file lies: bytes, which need not be UTF-8.
struct FilePath {
    /// Ended by a NUL.
    let bytes: [CChar]

    init(_ text: String) { bytes = Array(text.utf8CString) }

    private init(bytes: [CChar]) { self.bytes = bytes }

    /// To show; what is not UTF-8 becomes U+FFFD.
    var text: String { String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) }

    var isDirectory: Bool { type == S_IFDIR }

    /// Links followed; nil if there is no such file.
    private var type: mode_t? {
        var status = stat()
        return stat(bytes, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    /// The files in this directory, ordered by the bytes of their names; not what is below further directories, no pipes and
    /// devices.
    func regularFiles() throws(InputError) -> [FilePath] {
        guard let directory = opendir(bytes) else { throw InputError(fault: text) }
        defer { closedir(directory) }
        let prefix = bytes.dropLast() + [CChar(bitPattern: UInt8(ascii: "/"))]
        var names: [[CChar]] = []
        errno = 0
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { $0.prefix { $0 != 0 }.map(CChar.init(bitPattern:)) })
        }
        guard errno == 0 else { throw InputError(fault: text) }
        names.sort { $0.lexicographicallyPrecedes($1) { UInt8(bitPattern: $0) < UInt8(bitPattern: $1) } }
        return names.map { FilePath(bytes: prefix + $0 + [0]) }.filter { $0.type == S_IFREG }
    }
}
