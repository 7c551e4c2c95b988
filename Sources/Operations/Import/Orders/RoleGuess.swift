import Definitions

/// Guesses from names and types which column of a file plays which part.
///
///     RoleGuess.roles(of: [("member_id", .text), ("ts", .time), ("event", .text)])
///     // ["user": "member_id", "time": "ts", "event": "event"]
enum RoleGuess {
    private struct Role {
        let name: String
        /// The likeliest first, as `plain` makes them.
        let usual: [String]
        let types: Set<DatasetSchema.PropertyType>
    }

    private static let roles = [
        Role(
            name: "user",
            usual: [
                "userid", "memberid", "memberno", "customerid", "customerno", "accountid",
                "personid",
                "visitorid", "clientid", "caseid", "uid", "user", "member", "customer", "회원번호",
                "회원id", "고객번호", "고객id", "사용자id", "회원", "고객", "사용자", "id",
            ], types: [.text, .integer]),
        Role(
            name: "time",
            usual: [
                "eventtime", "timestamp", "time", "ts", "datetime", "occurredat", "eventat",
                "createdat", "eventdate", "date", "일시", "시각", "발생일시", "시간", "날짜", "일자",
            ], types: [.time, .integer, .number, .text]),
        Role(
            name: "event",
            usual: [
                "eventname", "event", "eventtype", "action", "activity", "이벤트명", "이벤트", "행동",
            ], types: [.text, .integer]),
        Role(
            name: "sequence",
            usual: ["sequence", "eventno", "eventseq", "seqno", "seq", "순번"], types: [.integer]),
        Role(
            name: "page",
            usual: ["page", "pageid", "pageurl", "pagepath", "screen", "screenname", "페이지", "화면"],
            types: [.text]),
        Role(name: "element", usual: ["element", "elementid", "요소"], types: [.text]),
        Role(name: "category", usual: ["category", "categoryname", "카테고리", "분류"], types: [.text]),
    ]

    /// Columns by role; each has one at most.
    static func roles(
        of columns: [(name: String, type: DatasetSchema.PropertyType?)]
    ) -> [String: String] {
        var taken: Set<String> = []
        var found: [String: String] = [:]
        for role in roles {
            let free = columns.filter { column in
                !taken.contains(column.name) && (column.type.map(role.types.contains) ?? true)
            }
            guard let column = best(role, among: free) else { continue }
            found[role.name] = column
            taken.insert(column)
        }
        return found
    }

    private static func best(
        _ role: Role, among columns: [(name: String, type: DatasetSchema.PropertyType?)]
    ) -> String? {
        for usual in role.usual {
            if let column = columns.first(where: { plain($0.name) == usual }) { return column.name }
        }
        // The only column of times is the time, whatever it is called.
        let times = columns.filter { $0.type == .time }
        return role.name == "time" && times.count == 1 ? times[0].name : nil
    }

    /// `Member_ID` and `member id` as `memberid`.
    private static func plain(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
