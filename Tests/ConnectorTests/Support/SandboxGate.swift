/// Lets a few sandboxes run at a time: each holds threads of its own that wait for sockets, and there are only so many.
actor SandboxGate {
    static let shared = SandboxGate()

    private var free = 6
    private var waiters: [CheckedContinuation<Void, Never>] = []

    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiters.append($0) }
        }
    }

    func leave() {
        if waiters.isEmpty {
            free += 1
        } else {
            waiters.removeFirst().resume()
        }
    }
}
