package import Columns

/// Who has a partition's rare events and when: one list an event code, by user and time.
///
///     if let list = postings.list(of: code) { … postings.places(of: list, users: 0..<16_384) … }
///
/// An event is rare if it makes up at most one in 64 of the partition's events, or occurs at most 64
/// times. An analysis of rare events alone reads their lists and nothing else.
package struct Postings: Sendable {
    static let rareShare = 64
    package static let fewEvents = 64
    static let codesName = "rare-codes"
    static let startsName = "rare-starts"
    static let usersName = "rare-users"
    static let timesName = "rare-times"

    /// Lower 16 bits of user numbers: u16.
    package let users: Column
    /// Milliseconds since the partition's start: u32.
    package let times: Column
    private let starts: Column
    /// By event code: its list, or that it is too frequent to have one.
    private let lists: [Int: Listing]

    package enum Listing: Sendable {
        case rare(list: Int)
        case frequent
    }

    /// `column`: opens a file of the partition by name; nil where the partition has none.
    init?(_ column: (String) throws(ColumnError) -> Column?, folder: String) throws(ColumnError) {
        guard let codes = try column(Self.codesName + ".column"),
            let starts = try column(Self.startsName + ".column"),
            let users = try column(Self.usersName + ".column"),
            let times = try column(Self.timesName + ".column")
        else { return nil }
        var lists: [Int: Listing] = [:]
        var listCount = 0
        for index in 0..<codes.count {
            let code = Int(codes.code(at: index))
            if code & 1 == 1 {
                lists[code >> 1] = .frequent
            } else {
                lists[code >> 1] = .rare(list: listCount)
                listCount += 1
            }
        }
        guard users.header.width == 2, times.header.width == 4, starts.header.width == 4,
            users.count == times.count, starts.count >= 1,
            listCount == 0 || (starts.count - 1) % listCount == 0,
            starts.code(at: starts.count - 1) == users.count
        else {
            throw ColumnError(
                .damaged, path: folder,
                "The lists of this partition's rare events do not fit each other. "
                    + "Import the data again.")
        }
        self.lists = lists
        (self.users, self.times, self.starts) = (users, times, starts)
        blockCount = listCount == 0 ? 0 : (starts.count - 1) / listCount
    }

    /// Blocks of 65,536 user numbers.
    private let blockCount: Int

    /// How an event is listed; nil where the partition has no such event.
    package func listing(of code: Int) -> Listing? { lists[code] }

    /// The places of a list that belong to user numbers of one block of 65,536.
    package func places(of list: Int, users numbers: Range<Int>) -> Range<Int> {
        let block = numbers.lowerBound >> 16
        precondition((numbers.upperBound - 1) >> 16 == block, "users of one block")
        guard block < blockCount else { return 0..<0 }
        let start = starts.code(at: list * blockCount + block)
        let end = starts.code(at: list * blockCount + block + 1)
        let whole = Int(start)..<Int(end)
        let base = block << 16
        return users.withCodes(as: UInt16.self) { users in
            func place(_ number: Int) -> Int {
                var (low, high) = (whole.lowerBound, whole.upperBound)
                while low < high {
                    let middle = (low + high) / 2
                    if base + Int(users[middle]) < number {
                        low = middle + 1
                    } else {
                        high = middle
                    }
                }
                return low
            }
            return place(numbers.lowerBound)..<place(numbers.upperBound)
        }
    }

    /// How many events a list has.
    package func count(of list: Int) -> Int {
        Int(starts.code(at: (list + 1) * blockCount)) - Int(starts.code(at: list * blockCount))
    }
}
