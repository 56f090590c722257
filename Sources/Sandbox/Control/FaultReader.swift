/// Reads `POST /sandbox/faults`: one fault, or a list of them.
enum FaultReader {
    static func faults(in body: [UInt8]) throws(Refusal) -> [SandboxFault] {
        guard let value = JSON(parsing: body) else { throw Refusal(400, "the body is not a JSON text") }
        var result: [SandboxFault] = []
        for element in value.array ?? [value] { result.append(try fault(element)) }
        return result
    }

    private static func fault(_ value: JSON) throws(Refusal) -> SandboxFault {
        var members = try MemberReader(value)
        let place = try MemberReader.required(members.choice("place", as: SandboxFault.Place.self), "place")
        let operation = try members.string("operation") ?? "*"
        let status = try members.integer("status", in: 400...599)
        let effect: SandboxFault.Effect
        switch try members.string("effect") ?? "status" {
        case "status": effect = .status(try MemberReader.required(status, "status"))
        case "drop": effect = .drop
        case "slow": effect = .slow
        case "garbled": effect = .garbled
        case "altered": effect = .altered
        case "expire-tokens": effect = .expireTokens
        case "lag":
            let lag = try MemberReader.required(members.integer("lag_ms", in: 1...600_000), "lag_ms")
            effect = .lag(.milliseconds(lag))
        default:
            throw Refusal(
                400, "must be status, drop, garbled, slow, lag, altered or expire-tokens", field: "effect")
        }
        var fault = SandboxFault(place, operation, effect)
        fault.moment = try members.choice("moment", as: SandboxFault.Moment.self) ?? .before
        fault.times = try members.integer("times", in: 1...1_000_000) ?? 1
        fault.skip = try members.integer("skip", in: 0...1_000_000) ?? 0
        fault.retryAfter = try members.integer("retry_after", in: 0...86_400)
        fault.delay = .milliseconds(try members.integer("delay_ms", in: 0...600_000) ?? 0)
        fault.recipientSuffix = try members.string("recipient_suffix")
        try members.end()
        return fault
    }
}
