package import Columns
package import Definitions

/// One attribute of all users, memory-mapped, indexed by user number.
///
///     column.codes(of: 0..<3)     // text: 0 no value, k the dictionary's text k; boolean: 1 false, 2 true
///     column.words(of: 0..<3)     // integers and times (ms since 1970 UTC), or bit patterns of doubles
///     column.presence(of: 0..<3)  // 1 where there is a value
///
/// The texts of a dictionary ascend by bytes, so codes order as their texts do. Users at and beyond
/// `userLimit` have no value.
package struct AttributeColumn: Sendable {
    package let table: String
    package let name: String
    package let type: DatasetSchema.PropertyType
    /// How many user numbers the column covers.
    package let userLimit: Int
    /// Of kind `.codes` for texts and booleans, `.integers` for integers and times, `.doubles` for
    /// numbers; nil where no user has a value.
    package let values: Column?
    /// One bit a user, set where a number or time has a value; nil where all below `userLimit` do.
    package let presence: Column?
    /// For texts.
    package let dictionary: TextDictionary?

    /// Whether values are codes; else they are words.
    package var hasCodes: Bool { type == .text || type == .boolean }

    /// Codes of a stretch of users; 0 for no value. Cost: under 1 ns a user.
    package func codes(of users: Range<Int>) -> [UInt32] {
        precondition(hasCodes, "an attribute with codes")
        var codes = [UInt32](repeating: 0, count: users.count)
        let known = users.clamped(to: 0..<userLimit)
        if let values, !known.isEmpty {
            values.readCodes(
                from: known.lowerBound, count: known.count, into: &codes,
                at: known.lowerBound - users.lowerBound)
        }
        return codes
    }

    /// Integers, times or bit patterns of doubles; 0 stands where there is no value, and elsewhere.
    package func words(of users: Range<Int>) -> [UInt64] {
        precondition(!hasCodes, "an attribute with numbers")
        var words = [UInt64](repeating: 0, count: users.count)
        let known = users.clamped(to: 0..<userLimit)
        if let values, !known.isEmpty {
            values.readWords(
                from: known.lowerBound, count: known.count, into: &words,
                at: known.lowerBound - users.lowerBound)
        }
        return words
    }

    /// 1 where a user has a value, else 0.
    package func presence(of users: Range<Int>) -> [UInt8] {
        if hasCodes { return codes(of: users).map { $0 == 0 ? 0 : 1 } }
        let known = users.clamped(to: 0..<userLimit)
        var flags = [UInt8](repeating: 0, count: users.count)
        guard values != nil, !known.isEmpty else { return flags }
        let place = known.lowerBound - users.lowerBound
        if let presence {
            presence.readFlags(
                from: known.lowerBound, count: known.count, into: &flags, at: place)
        } else {
            for index in place..<(place + known.count) { flags[index] = 1 }
        }
        return flags
    }

    /// The value of one user as questions write it; a time is an integer of milliseconds since 1970.
    package func value(of user: UInt32) -> Value? {
        let user = Int(user)
        guard user < userLimit, let values else { return nil }
        if let presence, !presence.bit(at: user) { return nil }
        switch type {
        case .text:
            let code = Int(values.code(at: user))
            guard code > 0, let dictionary, code <= dictionary.count else { return nil }
            return .text(dictionary.text(code))
        case .boolean:
            let code = values.code(at: user)
            return code == 0 ? nil : .boolean(code == 2)
        case .integer, .time: return .integer(values.integer(at: user))
        case .number: return .number(values.double(at: user))
        }
    }
}
