/// Times at which channels want to be looked at, the earliest first: a binary heap.
struct AlarmQueue {
    struct Alarm: Sendable, Equatable {
        /// Milliseconds on the clock of the thread.
        let time: Int
        let id: UInt64
    }

    private var heap: [Alarm] = []

    var isEmpty: Bool { heap.isEmpty }
    var first: Alarm? { heap.first }

    mutating func insert(_ alarm: Alarm) {
        heap.append(alarm)
        var place = heap.count - 1
        while place > 0, heap[(place - 1) / 2].time > heap[place].time {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// The earliest alarm, if it is not later than `time`.
    mutating func popFirst(until time: Int) -> Alarm? {
        guard let first = heap.first, first.time <= time, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count && heap[child].time < heap[least].time
            {
                least = child
            }
            if least == place { return first }
            heap.swapAt(place, least)
            place = least
        }
    }
}
