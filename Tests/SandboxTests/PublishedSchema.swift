import Foundation

@testable import Sandbox

/// A published description of an interface (OpenAPI 3.0, Swagger 2.0 or JSON Schema) that answers are held against.
struct PublishedSchema {
    private let root: JSON
    /// Whether keys that the description does not name are mistakes, wherever it says nothing about them.
    let isClosed: Bool

    /// The folder of published data beside the package; nil, with one printed line, where it is not there.
    static let folder: String? = {
        let environment = ProcessInfo.processInfo.environment["MAILBRIDGE_SHARED"]
        let package = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized
        let shared = environment ?? package.appendingPathComponent("../shared").standardized.path
        let folder = "\(shared)/specs/data"
        if FileManager.default.fileExists(atPath: folder) { return folder }
        print("SKIPPED: the check of answers against the published schemas; \(folder) is not there")
        return nil
    }()

    init(_ file: String, isClosed: Bool = false) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder ?? "")/\(file)"))
        root = JSON(parsing: Array(data)) ?? .null
        self.isClosed = isClosed
    }

    /// What is wrong with `value` as the definition at `pointer` (`#/components/schemas/Ticket`).
    func mistakes(in value: JSON, as pointer: String) -> [String] {
        var found: [String] = []
        var pending: [(value: JSON, schema: JSON, path: String)] = [(value, ["$ref": .string(pointer)], "")]
        while let (value, schema, path) = pending.popLast() {
            if let target = schema["$ref"]?.string {
                let resolved = resolve(target)
                if resolved == .null { found.append("\(path): there is no \(target)") }
                pending.append((value, resolved, path))
                continue
            }
            if value == .null {
                // The derived schemas do not carry whether a value may be missing.
                if schema["nullable"] != true, !isClosed { found.append("\(path) is null") }
                continue
            }
            for part in schema["allOf"]?.array ?? [] { pending.append((value, part, path)) }
            if let allowed = schema["enum"]?.array, !allowed.contains(value) { found.append("\(path): \(value.text)") }
            check(value, schema, path, &found, &pending)
        }
        return found
    }

    private func check(
        _ value: JSON, _ schema: JSON, _ path: String, _ found: inout [String],
        _ pending: inout [(value: JSON, schema: JSON, path: String)]
    ) {
        switch (schema["type"]?.string, value) {
        case ("object", .object(let members)), (nil, .object(let members)):
            let properties = schema["properties"]?.object ?? [:]
            for key in schema["required"]?.array?.compactMap(\.string) ?? [] where members[key] == nil {
                found.append("\(path).\(key) is missing")
            }
            for (key, member) in members {
                if let property = properties[key] {
                    pending.append((member, property, "\(path).\(key)"))
                } else if schema["additionalProperties"] == false || isClosed && !properties.isEmpty {
                    found.append("\(path).\(key) is not known")
                }
            }
        case ("array", .array(let elements)):
            guard let items = schema["items"] else { return }
            for element in elements { pending.append((element, items, "\(path)[]")) }
        case ("string", .string), ("boolean", .bool), ("integer", .integer), ("number", .integer), ("number", .number),
            (nil, _):
            break
        case (let type, _): found.append("\(path) is no \(type ?? "value"): \(value.text.prefix(40))")
        }
    }

    private func resolve(_ pointer: String) -> JSON {
        pointer.dropFirst(2).split(separator: "/").reduce(root) { $0[String($1)] ?? .null }
    }
}
