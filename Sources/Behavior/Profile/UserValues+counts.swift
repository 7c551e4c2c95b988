import Definitions

extension UserValues {
    /// How many users of the set, and of everyone, have each value. Cost: one look-up a user.
    func counts(_ set: UserMask, _ everyone: UserMask) -> ValueCounts {
        var inSet = Array(repeating: 0, count: values.count + 1)
        var inAll = inSet
        // The last place is for no value.
        everyone.eachUser { user in inAll[place(of: user)] += 1 }
        set.eachUser { user in inSet[place(of: user)] += 1 }
        let entries = values.indices.filter { inAll[$0] > 0 }.map {
            ValueCounts.Entry(values[$0], set: inSet[$0], all: inAll[$0])
        }
        return ValueCounts(
            entries, noneInSet: inSet[values.count], noneInAll: inAll[values.count])
    }

    /// The users of the set by the rows of their values in one period.
    func point(_ set: UserMask, _ rows: ProfileRows) -> ProfilePoint {
        let rowOfValue = values.map { rows.row(of: $0) }
        var users = rows.keys.map { _ in 0 }
        var total = 0
        set.eachUser { user in
            let place = place(of: user)
            guard place < values.count else { return }
            total += 1
            if let row = rowOfValue[place] { users[row] += 1 }
        }
        return ProfilePoint(users: users, total: total)
    }

    /// Those of the users whose value falls into a row, ascending; a value without a row of its own names
    /// the users who have it.
    func users(
        in group: UserMask, of value: BreakdownValue, _ rows: ProfileRows, _ zone: Zone
    ) -> [UInt32] {
        let wanted = rows.row(named: value, type, in: zone)
        var passes = values.map { own in
            if let wanted { return rows.row(of: own) == wanted }
            guard case .value(let title) = value else { return false }
            return own.title(type, in: zone).isSameText(as: title)
        }
        passes.append(wanted != nil && rows.row(of: nil) == wanted)
        var users: [UInt32] = []
        group.eachUser { user in if passes[place(of: user)] { users.append(UInt32(user)) } }
        return users
    }

    private func place(of user: Int) -> Int {
        let rank = user < ranks.count ? ranks[user] : UserAttribute.missing
        return rank == UserAttribute.missing ? values.count : Int(rank)
    }
}

extension UserMask {
    /// Those who are in either.
    func union(_ other: UserMask) -> UserMask {
        var result = self
        other.eachUser { result.insert($0) }
        return result
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Ascending.
    var numbers: [UInt32] {
        var numbers: [UInt32] = []
        eachUser { numbers.append(UInt32($0)) }
        return numbers
    }

    /// Calls `body` with each user, ascending.
    @inline(__always)
    func eachUser(_ body: (Int) -> Void) {
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                body(index * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}
