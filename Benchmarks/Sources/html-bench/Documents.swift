import Glibc
import MIME

/// HTML documents of files.
enum Documents {
    /// Those in the file at `path`, or in the files of the folder at `path`, by name. What cannot be read is left out.
    static func all(at path: String) -> [String] {
        guard let folder = opendir(path) else { return documents(inFile: path) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .flatMap { documents(inFile: "\(path)/\($0)") }
    }

    private static func documents(inFile path: String) -> [String] {
        guard let bytes = content(ofFile: path) else { return [] }
        if path.hasSuffix(".html") { return [String(decoding: bytes, as: UTF8.self)] }
        let mail = Message(parsing: bytes)
        return mail.parts.filter { $0.isLeaf && $0.type == "text/html" }.map { mail.text(of: $0) }
    }

    private static func content(ofFile path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(status.st_size)
        return [UInt8](unsafeUninitializedCapacity: size) { room, count in
            while count < size {
                let got = read(descriptor, room.baseAddress.map { $0 + count }, size - count)
                guard got > 0 else { return }
                count += got
            }
        }
    }

    /// Writes each document to a file of its own, named by its number. False if that fails.
    static func write(_ documents: [String], to folder: String) -> Bool {
        for (number, document) in documents.enumerated() {
            let digits = String(number)
            let name = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
            guard let file = fopen("\(folder)/\(name).html", "w") else { return false }
            let written = fwrite(Array(document.utf8), 1, document.utf8.count, file)
            guard fclose(file) == 0, written == document.utf8.count else { return false }
        }
        return true
    }
}
