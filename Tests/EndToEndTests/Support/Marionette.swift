import FoundationEssentials
import TestSupport

/// Drives a Mozilla program from outside, in its own protocol: texts of JSON with their length before them, over loopback.
struct Marionette: Sendable {
    private let socket: LoopbackSocket

    /// Connects, begins a session that trusts every certificate, and goes where the program's own objects are at hand.
    static func connect(port: UInt16) async throws -> Marionette {
        try await offPool {
            let socket = try LoopbackSocket(port: port, timeout: .seconds(60))
            let marionette = Marionette(socket: socket)
            do {
                _ = try marionette.receive()
                try marionette.command("WebDriver:NewSession", Session())
                try marionette.command("Marionette:SetContext", Context())
                try marionette.command("WebDriver:SetTimeouts", Timeouts())
            } catch {
                socket.close()
                throw error
            }
            return marionette
        }
    }

    /// Runs the body of an asynchronous function, whose `input` these are, and returns the text that it returns.
    @discardableResult
    func run(_ script: String, _ input: [String: String]) async throws -> String {
        let script = """
            const done = arguments[arguments.length - 1];
            (async (input) => { \(script) })(arguments[0])
                .then(text => done({ text: String(text) }), fault => done({ fault: `${fault} ${fault.stack}` }));
            """
        let reply = try await offPool {
            try command("WebDriver:ExecuteAsyncScript", Script(script: script, args: [input]))
        }
        guard let result = reply.result?.value, let text = result.text else {
            throw SupportError("the script failed: \(reply.result?.value?.fault ?? "no reason")")
        }
        return text
    }

    func close() { socket.close() }

    @discardableResult
    private func command(_ name: String, _ parameters: some Encodable & Sendable) throws -> Reply {
        let bytes = Array(try JSONEncoder().encode(Command(name: name, parameters: parameters)))
        try socket.send(Array("\(bytes.count):".utf8) + bytes)
        let reply = try JSONDecoder().decode(Reply.self, from: Data(try receive()))
        if let fault = reply.fault { throw SupportError("\(name): \(fault)") }
        return reply
    }

    private func receive() throws -> [UInt8] {
        var digits = ""
        while true {
            guard let byte = try socket.receive(limit: 1).first else { throw SupportError("the program went away") }
            if byte == UInt8(ascii: ":") { break }
            digits.unicodeScalars.append(Unicode.Scalar(byte))
        }
        guard let count = Int(digits) else { throw SupportError("no length: \(digits)") }
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = try socket.receive(limit: count - bytes.count)
            guard !more.isEmpty else { throw SupportError("the program went away") }
            bytes += more
        }
        return bytes
    }

    private struct Session: Encodable {
        var capabilities = ["alwaysMatch": ["acceptInsecureCerts": true]]
    }

    private struct Context: Encodable { var value = "chrome" }

    /// In milliseconds.
    private struct Timeouts: Encodable { var script = 50_000 }

    private struct Script: Encodable {
        var script: String
        var args: [[String: String]]
        var newSandbox = false
    }

    /// `[0, number, name, parameters]`; one at a time, so that the number says nothing.
    private struct Command<Parameters: Encodable>: Encodable {
        var name: String
        var parameters: Parameters

        func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            try list.encode(0)
            try list.encode(1)
            try list.encode(name)
            try list.encode(parameters)
        }
    }

    /// `[1, number, error or null, result or null]`
    private struct Reply: Decodable {
        struct Fault: Decodable { var message: String }
        struct Outcome: Decodable {
            var text: String?
            var fault: String?
        }
        struct Result: Decodable { var value: Outcome? }

        var fault: String?
        var result: Result?

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            _ = try list.decode(Int.self)
            _ = try list.decode(Int.self)
            fault = try list.decodeIfPresent(Fault.self)?.message
            // Of other commands than scripts the result has other shapes, which nobody asks for.
            result = try? list.decodeIfPresent(Result.self)
        }
    }
}
