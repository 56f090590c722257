import Glibc

/// Octets that this user may still write beside a file; nil if nobody can tell.
func freeRoom(besides path: String) -> Int64? {
    var answer = statvfs()
    guard statvfs(directory(of: path), &answer) == 0 else { return nil }
    let (octets, isHuge) = UInt64(answer.f_bavail).multipliedReportingOverflow(by: UInt64(answer.f_frsize))
    return isHuge ? .max : Int64(clamping: octets)
}

/// The directory in which a file lies or will lie.
func directory(of path: String) -> String {
    let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    return directory.isEmpty ? "/" : directory
}
