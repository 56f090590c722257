/// True for `localhost`, 127.0.0.0/8 in four decimal numbers, and ::1 with or without brackets: names that cannot lead
/// away from this host, because libcurl answers `localhost` itself.
func isLoopback(_ host: String) -> Bool {
    let host = host.lowercased()
    if host == "localhost" || host == "::1" || host == "[::1]" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 4, numbers[0] == "127" else { return false }
    return numbers.allSatisfy { number in
        number.utf8.allSatisfy { (0x30...0x39).contains($0) } && (UInt8(number).map { String($0) == number } ?? false)
    }
}
