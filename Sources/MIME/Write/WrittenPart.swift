/// A node of a mail under way: a leaf with its finished body, or a multipart. Three levels deep at most.
indirect enum WrittenPart {
    /// `fields`: its Content-… fields. `mayHoldBoundary` is false for base64, in which no `--` can stand.
    case leaf(fields: [UInt8], body: [UInt8], mayHoldBoundary: Bool)
    /// `parameters`: those beside the boundary.
    case multipart(subtype: String, parameters: [String], parts: [WrittenPart])

    /// Appends fields, blank line and body.
    func write(to output: inout [UInt8], boundaries: inout BoundarySource) {
        switch self {
        case .leaf(let fields, let body, _):
            output.append(contentsOf: fields)
            output.append(contentsOf: [0x0D, 0x0A])
            output.append(contentsOf: body)
        case .multipart(let subtype, let parameters, let parts):
            let boundary = boundaries.next()
            var header = HeaderWriter()
            header.write(
                "Content-Type", value: "multipart/\(subtype)", parameters: parameters + ["boundary=\"\(boundary)\""])
            output.append(contentsOf: header.output)
            output.append(contentsOf: [0x0D, 0x0A])
            for part in parts {
                output.append(contentsOf: "--\(boundary)\r\n".utf8)
                part.write(to: &output, boundaries: &boundaries)
                output.append(contentsOf: [0x0D, 0x0A])
            }
            output.append(contentsOf: "--\(boundary)--\r\n".utf8)
        }
    }

    func collectDashedLines(into lines: inout [ArraySlice<UInt8>]) {
        switch self {
        case .multipart(_, _, let parts):
            for part in parts { part.collectDashedLines(into: &lines) }
        case .leaf(_, let body, let mayHoldBoundary):
            guard mayHoldBoundary else { return }
            for line in body.split(separator: 0x0A) where line.starts(with: "--=_mb_".utf8) {
                lines.append(line.dropFirst(2))
            }
        }
    }
}
