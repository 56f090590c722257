/// Who of all accounts may connect and log in now: at most so many at one time in all and at each host. A host that does
/// not answer gets few, so that it does not keep the others waiting. Fair among hosts: the longest waiting first.
struct LoginQueue: Sendable {
    struct Limits: Sendable {
        var all = 16
        var host = 12
        /// At a host where the last attempt failed to connect.
        var failingHost = 2
    }

    private struct Host: Sendable {
        var underWay = 0
        var isFailing = false
    }

    private let limits: Limits
    private var hosts: [String: Host] = [:]
    private var underWay = 0
    private var line: [(id: Int, host: String)] = []

    init(_ limits: Limits = Limits()) { self.limits = limits }

    /// True if the login may begin at once; else it is in line under `id`.
    mutating func enter(_ id: Int, at host: String) -> Bool {
        if hasRoom(at: host) {
            begin(at: host)
            return true
        }
        line.append((id, host))
        return false
    }

    /// Leaves the line. False if it was not in it any more.
    mutating func withdraw(_ id: Int) -> Bool {
        guard let index = line.firstIndex(where: { $0.id == id }) else { return false }
        line.remove(at: index)
        return true
    }

    /// Ends a login; `hasAnswered` is false if there was no connection, nil if
    /// nobody knows. Returns who may begin now.
    mutating func leave(_ host: String, hasAnswered: Bool?) -> [Int] {
        underWay -= 1
        hosts[host]?.underWay -= 1
        if let hasAnswered { hosts[host]?.isFailing = !hasAnswered }
        var next: [Int] = []
        var index = 0
        while underWay < limits.all, index < line.count {
            if hasRoom(at: line[index].host) {
                let waiter = line.remove(at: index)
                begin(at: waiter.host)
                next.append(waiter.id)
            } else {
                index += 1
            }
        }
        if hosts[host]?.underWay == 0, hosts[host]?.isFailing == false { hosts[host] = nil }
        return next
    }

    private func hasRoom(at name: String) -> Bool {
        guard underWay < limits.all else { return false }
        guard let host = hosts[name] else { return true }
        return host.underWay < (host.isFailing ? limits.failingHost : limits.host)
    }

    private mutating func begin(at host: String) {
        underWay += 1
        hosts[host, default: Host()].underWay += 1
    }
}
