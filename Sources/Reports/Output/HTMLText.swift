/// Text as HTML shows it, whatever it holds.
func html(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        default:
            // Control characters are none of HTML's.
            if scalar.value >= 0x20 && scalar.value != 0x7F {
                result.unicodeScalars.append(scalar)
            } else {
                result += " "
            }
        }
    }
    return result
}

/// A table whose first column names its rows.
func htmlTable(_ caption: String, head: [String], rows: [[String]]) -> String {
    let cells = head.map { "<th scope=\"col\">\(html($0))</th>" }.joined()
    let body = rows.map { row in
        "<tr>"
            + row.enumerated().map {
                $0 == 0 ? "<th scope=\"row\">\(html($1))</th>" : "<td>\(html($1))</td>"
            }.joined() + "</tr>"
    }.joined(separator: "\n")
    return """
        <div class="scroll"><table><caption>\(html(caption))</caption>
        <thead><tr>\(cells)</tr></thead>
        <tbody>\(body)</tbody></table></div>
        """
}
