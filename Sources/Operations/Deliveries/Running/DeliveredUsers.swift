import Bitmaps

/// What a destination has, as far as is known.
struct DeliveredUsers: Sendable {
    /// Users whom it has accepted and not been told to let go.
    var delivered = Bitmap()
    /// Users of whom it is not known whether it has them, since an answer never came.
    var unknown = Bitmap()

    /// What is to be said so that it has exactly these users: whatever is not known is said again.
    func changes(to target: Bitmap) -> (entered: Bitmap, left: Bitmap) {
        let entered = target.subtracting(delivered).union(target.intersection(unknown))
        let left = delivered.union(unknown).subtracting(target)
        return (entered, left)
    }
}

/// How far a run has come, in rows: those that entered come first, then those that left.
struct DeliveryProgress: Sendable {
    let entered: Bitmap
    let left: Bitmap
    /// Rows that were accepted, and rows after those that may have arrived without an answer.
    let accepted: Int
    let inFlight: Int
    /// Users among the accepted rows whom the destination has refused.
    var rejectedEntered = Bitmap()
    var rejectedLeft = Bitmap()

    /// After a run that told changes. A refused row is said again by the next run, unless it says the
    /// opposite then.
    func afterDelta(_ before: DeliveredUsers) -> DeliveredUsers {
        let acceptedEntered = entered.slice(0..<accepted)
        let acceptedLeft = left.slice(shifted(0..<accepted))
        var after = before
        after.delivered.formUnion(acceptedEntered)
        after.delivered.subtract(acceptedLeft)
        after.delivered.subtract(rejectedEntered)
        after.delivered.formUnion(rejectedLeft)
        after.unknown.subtract(acceptedEntered)
        after.unknown.subtract(acceptedLeft)
        after.unknown.formUnion(flying)
        return after
    }

    /// After a run that told everybody. One that has failed half way leaves it open what became of those
    /// it told, and of those from before.
    func afterFull(_ before: DeliveredUsers, isWhole: Bool) -> DeliveredUsers {
        var after = isWhole ? DeliveredUsers(delivered: entered) : before
        if isWhole {
            after.delivered.subtract(rejectedEntered)
        } else {
            after.unknown.formUnion(entered.slice(0..<accepted))
            after.unknown.formUnion(flying)
        }
        return after
    }

    private var flying: Bitmap {
        let rows = accepted..<accepted + inFlight
        return entered.slice(rows).union(left.slice(shifted(rows)))
    }

    /// The same rows as places among those that left.
    private func shifted(_ rows: Range<Int>) -> Range<Int> {
        let count = entered.count
        return max(0, rows.lowerBound - count)..<max(0, rows.upperBound - count)
    }
}

extension Bitmap {
    /// The numbers at some places in ascending order; places past the end are empty.
    func slice(_ places: Range<Int>) -> Bitmap {
        guard !places.isEmpty, let first = number(at: places.lowerBound) else { return Bitmap() }
        var slice = self
        slice.subtract(Bitmap(0..<first))
        if let after = number(at: places.upperBound), let last = slice.max {
            slice.subtract(Bitmap(after..<last))
            slice.remove(last)
        }
        return slice
    }
}
