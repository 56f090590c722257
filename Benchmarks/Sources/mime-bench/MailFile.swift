import Glibc

/// A mail in memory.
struct MailFile {
    let name: String
    let bytes: [UInt8]

    /// The file at `path`, or those in the folder at `path`, by name. What cannot be read is left out.
    static func all(at path: String) -> [MailFile] {
        guard let folder = opendir(path) else { return file(at: path).map { [$0] } ?? [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap { file(at: "\(path)/\($0)") }
    }

    private static func file(at path: String) -> MailFile? {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(status.st_size)
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { room, count in
            while count < size {
                let got = read(descriptor, room.baseAddress.map { $0 + count }, size - count)
                guard got > 0 else { return }
                count += got
            }
        }
        return MailFile(name: path, bytes: bytes)
    }
}

enum Memory {
    /// The most memory that this process has held so far.
    static var peakKilobytes: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }
}
