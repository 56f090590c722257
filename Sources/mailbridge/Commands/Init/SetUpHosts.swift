import Glibc

/// Which of some guessed hosts there are.
enum SetUpHosts {
    /// The first that has an address, else the first at all. Nobody else works meanwhile, so looking them up may block.
    static func first(of candidates: [String], isTested: Bool) -> String? {
        (isTested ? candidates.first(where: exists) : nil) ?? candidates.first
    }

    private static func exists(_ candidate: String) -> Bool {
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(String(candidate.prefix { $0 != ":" }), nil, nil, &found) == 0 else { return false }
        freeaddrinfo(found)
        return true
    }
}
