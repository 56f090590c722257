import Glibc

/// Sample mails that lie beside the repository; tests over them run only where they are.
enum Corpus {
    static let root: String? = {
        let named = getenv("MAILBRIDGE_SHARED").map { String(cString: $0) }
        let path = named ?? packageRoot + "/../shared"
        guard access(path + "/corpora/mime/reference.tsv", R_OK) == 0 else {
            print("the shared corpora are not here: tests over them are skipped")
            return nil
        }
        return path + "/corpora"
    }()

    /// Links resolved, so that the tests also run from a package that links to this one's folders.
    static let packageRoot: String = {
        // Tests/MIMETests/Message/Corpus.swift
        let resolved = realpath(#filePath, nil)
        defer { free(resolved) }
        let path = resolved.map { String(cString: $0) } ?? #filePath
        return path.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
    }()

    static func read(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "rb") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    /// Regular files below `folder` whose names end in one of `suffixes`, sorted.
    static func files(in folder: String, suffixes: [String]) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var paths: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            if entry.pointee.d_type == 4 {
                paths += files(in: folder + "/" + name, suffixes: suffixes)
            } else if suffixes.contains(where: { name.hasSuffix($0) }) {
                paths.append(folder + "/" + name)
            }
        }
        return paths.sorted()
    }
}
