import Glibc

/// How many threads of this process bear this name.
func threads(named name: String) -> Int {
    guard let listing = opendir("/proc/self/task") else { return 0 }
    defer { closedir(listing) }
    var count = 0
    while let entry = readdir(listing) {
        let task = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        guard let file = fopen("/proc/self/task/\(task)/comm", "r") else { continue }
        defer { fclose(file) }
        var text = [CChar](repeating: 0, count: 64)
        guard fgets(&text, 64, file) != nil else { continue }
        if String(decoding: text.prefix { $0 != 0 && $0 != 0x0A }.map { UInt8(bitPattern: $0) }, as: UTF8.self) == name
        {
            count += 1
        }
    }
    return count
}
