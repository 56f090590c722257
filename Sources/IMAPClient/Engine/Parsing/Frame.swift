/// One complete response as the framer found it: the line without its end, and the literals that stand in it.
///
/// In `text` each literal is still announced by `{n}`, followed by one LF that stands for its octets; no other LF can be
/// in there.
struct Frame: Sendable {
    var text: [UInt8] = []
    var literals: [[UInt8]] = []
}
