import CCurl
import Domain

/// A channel as the event thread sees it; used on that thread only.
final class DrivenChannel {
    enum Progress {
        /// Nothing to do until the socket reports something or somebody asks.
        case idle
        /// Stopped for the sake of the other channels; there is more to read.
        case more
    }

    /// How many bytes one channel may bring in before the others have their turn.
    private static let turn = 1 << 20
    /// Bytes are handed on in pieces of about this size.
    private static let piece = 256 << 10

    let queue: ChannelQueue
    let socket: Int32
    private let handle: CurlHandle
    private var sending: ChannelQueue.Outgoing?
    private var sent = 0
    private var inputHasEnded = false
    private var isOver = false

    init(_ handle: CurlHandle, socket: Int32, queue: ChannelQueue) {
        self.handle = handle
        self.socket = socket
        self.queue = queue
    }

    /// Sends and receives as far as the connection lets it. Under TLS either may need the socket in the other
    /// direction, so both are tried whatever it reported.
    func advance(with scratch: UnsafeMutableRawBufferPointer) -> Progress {
        if isOver { return .idle }
        advanceSends()
        // Also while a send is blocked: a server that pipelines answers stops reading when nobody reads those.
        return isOver || inputHasEnded ? .idle : advanceReading(with: scratch)
    }

    private func advanceSends() {
        while true {
            if sending == nil {
                sending = queue.beginSend()
                sent = 0
            }
            guard let sending else { return }
            let bytes = sending.content.bytes
            while sent < bytes.count {
                var count = 0
                let code = curl_easy_send(handle.raw, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, &count)
                if code == CURLE_AGAIN { return }
                guard code == CURLE_OK else {
                    fail(code)
                    return
                }
                sent += count
            }
            self.sending = nil
            queue.finishSend()
        }
    }

    /// Receives until libcurl says AGAIN, not until the socket is quiet: decrypted bytes may wait inside OpenSSL.
    private func advanceReading(with scratch: UnsafeMutableRawBufferPointer) -> Progress {
        var gathered: [UInt8] = []
        var total = 0
        while !queue.isReadingPaused {
            var count = 0
            let code = curl_easy_recv(handle.raw, scratch.baseAddress, scratch.count, &count)
            if code == CURLE_OK, count > 0 {
                gathered.append(contentsOf: UnsafeRawBufferPointer(rebasing: scratch[..<count]))
                total += count
                guard gathered.count >= Self.piece else { continue }
                let goOn = queue.deliver(gathered)
                gathered = []
                if !goOn { return .idle }
                if total >= Self.turn { return .more }
                continue
            }
            if !gathered.isEmpty { _ = queue.deliver(gathered) }
            if code == CURLE_AGAIN { return .idle }
            if code == CURLE_OK {
                inputHasEnded = true
                queue.endStream()
            } else {
                fail(code)
            }
            return .idle
        }
        return .idle
    }

    private func fail(_ code: CURLcode) {
        isOver = true
        queue.fail(TransportError(code, handle.explanation(of: code), requestWasSent: false))
    }
}
