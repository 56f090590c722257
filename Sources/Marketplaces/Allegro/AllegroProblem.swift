import Transport
import Wire

/// What Allegro says about a fault: `errors[]` with code, message (always English) and userMessage (follows
/// Accept-Language), or OAuth's `error` and `error_description`.
func allegroExplanation(_ response: HTTPResponse) -> String? {
    guard let json = try? JSON(parsing: response.body) else { return nil }
    let texts = json["errors"].elements.compactMap { error -> String? in
        let words = error["userMessage"].filled ?? error["message"].filled ?? error["code"].scalar
        guard let words else { return nil }
        let more = [error["details"].filled, error["path"].filled].compactMap(\.self).filter { $0 != words }
        return more.isEmpty ? words : "\(words) (\(more.joined(separator: ", ")))"
    }
    guard texts.isEmpty else { return texts.joined(separator: "; ") }
    return json["error_description"].filled ?? json["error"].filled ?? json["message"].filled
}
