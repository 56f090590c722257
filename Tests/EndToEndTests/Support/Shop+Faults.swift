import Sandbox

extension SandboxFault {
    /// Meets one answer that the relay is given.
    static func relay(_ effect: Effect, _ moment: Moment = .before) -> SandboxFault {
        var fault = SandboxFault.once(.smtp, "data", effect, moment)
        fault.recipientSuffix = "@marketplace.amazon.de"
        return fault
    }

    /// Happens once.
    static func once(
        _ place: Place, _ operation: String, _ effect: Effect, _ moment: Moment = .before, retryAfter: Int? = nil,
        delay: Duration = .zero
    ) -> SandboxFault {
        var fault = SandboxFault(place, operation, effect)
        fault.moment = moment
        fault.retryAfter = retryAfter
        fault.delay = delay
        return fault
    }
}

extension Shop {
    /// How often an operation was carried out.
    func accepted(_ operation: String) async -> Int {
        await sandbox.counts().filter { $0.operation == operation }.reduce(0) { $0 + $1.accepted }
    }

    /// How often it met a fault.
    func faulted(_ operation: String) async -> Int {
        await sandbox.counts().filter { $0.operation == operation }.reduce(0) { $0 + $1.faulted }
    }
}
