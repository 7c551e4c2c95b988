package import Definitions

/// A small catalogue and definitions over every rule, for the tests of segments.
package enum SegmentExamples {
    package static let catalogue = Catalogue(
        tables: [members, accounts, payments, loans, appLog], population: "members")

    static let members = CatalogueTable(
        name: "members", source: .warehouse(connection: "lake", path: ["members"]),
        labels: LocalizedText([.english: "Members", .korean: "회원"]), userKey: "member_id",
        fields: [
            CatalogueField(
                name: "gender", column: "sex", type: .text,
                labels: LocalizedText([.english: "Gender", .korean: "성별"]),
                valueLabels: [
                    "F": LocalizedText([.english: "Female", .korean: "여자"]),
                    "M": LocalizedText([.english: "Male", .korean: "남자"]),
                ]),
            CatalogueField(
                name: "age", type: .integer,
                labels: LocalizedText([.english: "Age", .korean: "나이"])),
            CatalogueField(
                name: "grade", type: .text,
                labels: LocalizedText([.english: "Grade", .korean: "등급"]),
                operators: [.equals, .isIn, .isSet, .isNotSet]),
            CatalogueField(name: "joined", type: .time),
            CatalogueField(name: "vip", type: .boolean),
        ])

    static let accounts = CatalogueTable(
        name: "accounts", source: .warehouse(connection: "lake", path: ["accounts"]),
        labels: LocalizedText([.english: "Accounts", .korean: "계좌"]), userKey: "owner",
        keys: ["account": "account_id"])

    static let payments = CatalogueTable(
        name: "payments", source: .warehouse(connection: "lake", path: ["payments"]),
        labels: LocalizedText([.english: "Payments", .korean: "결제"]), userKey: "payer",
        keys: ["account": "from_account"], roles: [.time: "paid_at"],
        fields: [
            CatalogueField(
                name: "amount", type: .number,
                labels: LocalizedText([.english: "Amount", .korean: "금액"])),
            CatalogueField(name: "method", type: .text),
            CatalogueField(name: "shop", type: .integer),
        ])

    static let loans = CatalogueTable(
        name: "loans", source: .warehouse(connection: "lake", path: ["loans"]), userKey: nil,
        keys: ["account": "account", "branch": "branch"], roles: [.time: "granted"],
        fields: [CatalogueField(name: "status", type: .text)])

    static let appLog = CatalogueTable(
        name: "app_log", source: .warehouse(connection: "lake", path: ["app_log"]),
        userKey: "user", roles: [.time: "at"])

    /// The definition that the interfaces show, and one for every other form.
    package static let definitions = [
        #"""
        {"containers":[
          {"groups":[
            {"dataset":"members","filters":[{"field":"gender","operator":"in","value":["F"]},{"field":"age","operator":"between","value":[30,39]}]},
            {"dataset":"payments","range":{"last":90,"unit":"day"},
             "having":[{"measure":"count","operator":"at_least","value":3}],"join":{"key":"account","through":"accounts"}}]},
          {"subtract":true,"groups":[{"dataset":"app_log","range":{"last":7,"unit":"day"},"having":[{"measure":"count","operator":"at_least","value":1}]}]}]}
        """#,
        #"{"containers":[{"groups":[{"dataset":"members"}]}]}"#,
        #"""
        {"containers":[{"groups":[
            {"dataset":"members","filters":[{"any_of":[{"field":"gender","operator":"equals","value":"M"},{"field":"vip","operator":"equals","value":true}]},{"field":"grade","operator":"is_set"}]},
            {"dataset":"loans","filters":[{"field":"status","operator":"not_equals","value":"B","or_null":true}],"range":{"from":"2026-01-01","to":"2026-02-01"},"join":{"key":"account","through":"accounts"},"exclude":true}]},
          {"groups":[{"dataset":"payments","filters":[{"field":"method","operator":"equals","value":"card"}],
             "having":[{"measure":"sum","field":"amount","operator":"greater","value":10000},{"measure":"count_distinct","field":"shop","operator":"between","value":[2,5]}]}]}]}
        """#,
        #"{"containers":[{"groups":[{"dataset":"payments","range":{"this":"month"},"having":[{"measure":"count","operator":"equals","value":0}]}]}]}"#,
        #"{"containers":[{"groups":[{"dataset":"payments","having":[{"measure":"avg","field":"amount","operator":"less","value":2.5},{"measure":"min","field":"amount","operator":"not_equals","value":1},{"measure":"max","field":"amount","operator":"at_most","value":9},{"measure":"count","operator":"at_most","value":1}]},{"dataset":"app_log","exclude":true,"having":[{"measure":"count","operator":"greater","value":2}]}]}]}"#,
        #"{"sql":{"connection":"lake","text":"SELECT member_id FROM members"}}"#,
        #"{"list":{"id":"list-1","ids":120,"unknown":3,"duplicates":1}}"#,
        #"{"from":{"question":{"kind":"funnel","dataset":"app","steps":[{"event":"open"},{"event":"pay"}]},"element":"s0.c2"}}"#,
        #"{"union":["12","15"]}"#,
        #"{"intersect":["12","15","16"]}"#,
        #"{"subtract":["12","15","16"]}"#,
    ]
}
