import FoundationEssentials

/// A path from the root, for whatever will run elsewhere; `.` and `..` are taken out.
func absolutePath(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    var parts: [Substring] = []
    for part in "\(FileManager.default.currentDirectoryPath)/\(path)".split(separator: "/") where part != "." {
        if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
}
