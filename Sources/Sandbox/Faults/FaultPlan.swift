import Domain

/// The faults that are still to happen, oldest first.
struct FaultPlan: Sendable {
    private(set) var faults: [SandboxFault] = []

    mutating func add(_ fault: SandboxFault) {
        if fault.times > 0 { faults.append(fault) }
    }

    mutating func clear() { faults = [] }

    /// The first fault that fits; it is used up once. Fitting faults that still let requests pass count this one.
    mutating func take(_ place: SandboxFault.Place, _ operation: String, recipient: EmailAddress? = nil)
        -> SandboxFault?
    {
        for index in faults.indices where fits(faults[index], place, operation, recipient) {
            if faults[index].skip > 0 {
                faults[index].skip -= 1
                continue
            }
            let fault = faults[index]
            faults[index].times -= 1
            if faults[index].times == 0 { faults.remove(at: index) }
            return fault
        }
        return nil
    }

    private func fits(
        _ fault: SandboxFault, _ place: SandboxFault.Place, _ operation: String, _ recipient: EmailAddress?
    ) -> Bool {
        guard fault.place == place, fault.operation == "*" || fault.operation == operation else { return false }
        guard let suffix = fault.recipientSuffix else { return true }
        return recipient?.text.lowercased().hasSuffix(suffix.lowercased()) ?? false
    }
}
