/// A stretch of events that will be read soon: a kernel that computes asks for its memory meanwhile.
package struct EventsAhead {
    private let codeColumn: Column
    private let timeColumn: Column
    private let valueColumn: Column?
    private let events: Range<Int>

    /// Events outside the columns are left out. `values`: a property that is read too.
    package init(codes: Column, times: Column, values: Column?, events: Range<Int>) {
        codeColumn = codes
        timeColumn = times
        valueColumn = values
        self.events = events.clamped(to: 0..<min(codes.count, times.count))
    }

    var codes: (start: UnsafePointer<CChar>, count: Int) { unsafe bytes(of: codeColumn) }
    var times: (start: UnsafePointer<CChar>, count: Int) { unsafe bytes(of: timeColumn) }
    var values: (start: UnsafePointer<CChar>, count: Int)? {
        guard let valueColumn else { return nil }
        return unsafe bytes(of: valueColumn)
    }

    private func bytes(of column: Column) -> (start: UnsafePointer<CChar>, count: Int) {
        let width = column.header.width
        let start = unsafe column.elements + width * events.lowerBound
        return unsafe (start.assumingMemoryBound(to: CChar.self), width * events.count)
    }
}
