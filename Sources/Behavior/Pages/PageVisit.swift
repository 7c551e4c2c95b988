/// A user's open session, as far as it is read.
struct PageVisit: Sendable {
    /// The time of the user's last event, whether it counts or not.
    var lastTime = Int64.min / 2
    var viewCount = 0
    /// The session's number among those of the block; it is given with the first view.
    var session: UInt32 = 0
    /// The rows of the first and the last view.
    var firstRow = 0
    var lastRow = 0
    /// The last view, while no other event has followed it.
    var waitingRow = -1
    var waitingSince: Int64 = 0

    /// Ends the session; the next event belongs to a new one.
    mutating func close(of slot: Int, into counts: inout PageCounts) {
        guard viewCount > 0 else { return }
        counts.session(from: firstRow, to: lastRow, views: viewCount, of: slot)
        viewCount = 0
        waitingRow = -1
    }

    /// Takes the session's next event that counts.
    mutating func take(
        _ row: Int, at time: Int64, isView: Bool, isClick: Bool, of slot: Int,
        into counts: inout PageCounts
    ) {
        if waitingRow >= 0 {
            counts.stay(time - waitingSince, at: waitingRow)
            waitingRow = -1
        }
        if isView {
            if viewCount == 0 {
                firstRow = row
                session = counts.newSession()
            }
            counts.view(row, of: slot, in: session)
            viewCount += 1
            lastRow = row
            waitingRow = row
            waitingSince = time
        }
        if isClick { counts.click(row, of: slot) }
    }
}
