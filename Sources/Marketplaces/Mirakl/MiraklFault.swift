import Transport
import Wire

/// What Mirakl says about a fault. Two shapes occur, `{"message"}` and `{"errors":[{"field","message"}]}`; a gateway in
/// between may answer with an empty body or HTML.
func miraklExplanation(_ response: HTTPResponse) -> String? {
    guard let json = try? JSON(parsing: response.body) else { return nil }
    if let message = json["message"].filled { return message }
    let errors = json["errors"].elements.compactMap { error -> String? in
        guard let message = error["message"].filled else { return nil }
        return error["field"].filled.map { "\($0) \(message)" } ?? message
    }
    return errors.isEmpty ? nil : errors.joined(separator: "; ")
}
