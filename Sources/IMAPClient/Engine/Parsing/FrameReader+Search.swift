extension FrameReader {
    /// RFC 9051 appendix E, RFC 7162 §3.1.5: `2 84 882 (MODSEQ 9)`.
    mutating func searchResult() throws(SyntaxError) -> SearchResult {
        var numbers: [UInt32] = []
        var modSequence: UInt64?
        skipSpaces()
        while !isAtEnd {
            if skip("(") {
                guard try upperAtom() == "MODSEQ" else { throw error }
                try expectSpace()
                modSequence = try number()
                try expect(")")
            } else {
                numbers.append(try number32())
            }
            skipSpaces()
        }
        return SearchResult(numbers: numbers, modSequence: modSequence)
    }

    /// RFC 9051 §7.3.4; unknown items are read over.
    mutating func extendedSearchResult() throws(SyntaxError) -> ExtendedSearchResult {
        var result = ExtendedSearchResult()
        skipSpaces()
        if peek == UInt8(ascii: "("), let correlator = try value().members, correlator.count == 2 {
            result.tag = correlator[1].text
        }
        skipSpaces()
        while !isAtEnd {
            let item = try upperAtom()
            skipSpaces()
            switch item {
            case "UID": result.isUID = true
            case "ALL": result.all = UIDSet(ranges: try ranges())
            case "COUNT": result.count = try number32()
            case "MIN": result.min = try number32()
            case "MAX": result.max = try number32()
            case "MODSEQ": result.modSequence = try number()
            default: _ = try value()
            }
            skipSpaces()
        }
        return result
    }

    /// RFC 7162 §3.2.10: `(EARLIER) 41,43:116`.
    mutating func vanished() throws(SyntaxError) -> ServerData {
        var earlier = false
        if skip("(") {
            guard try upperAtom() == "EARLIER" else { throw error }
            try expect(")")
            earlier = true
            skipSpaces()
        }
        return .vanished(UIDSet(ranges: try ranges()), earlier: earlier)
    }
}
