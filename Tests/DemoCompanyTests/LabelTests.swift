import Testing

@testable import DemoCompany

struct LabelTests {
    @Test func `every event that is declared happens`() {
        let happened = Set(SmallCompany.events.map(\.event))
        #expect(happened == Set(EventName.allCases))
    }

    @Test func `every page is visited`() {
        let visited = Set(SmallCompany.events.compactMap(\.page))
        #expect(visited == Set(Page.allCases))
    }

    @Test func `columns are named once per table and have both labels`() {
        for table in DemoTable.allCases {
            #expect(Set(table.columns.map(\.name)).count == table.columns.count)
            for column in table.columns {
                #expect(!column.label.korean.isEmpty && !column.label.english.isEmpty)
            }
        }
    }

    @Test func `codes need no quotes in csv`() {
        let codes = DemoTable.allCases.flatMap(\.columns).flatMap(\.values).map(\.code)
        #expect(codes.count > 150)
        #expect(codes.allSatisfy { code in !code.contains { ",\"\r\n".contains($0) } })
    }

    @Test func `payments and loans use the categories their columns list`() {
        for history in SmallCompany.histories {
            #expect(history.payments.allSatisfy { Category.merchants.contains($0.category) })
            #expect(history.loanInquiries.allSatisfy { Category.loans.contains($0.product) })
        }
    }

    @Test func `a campaign page is labelled by its campaign`() {
        let page = DemoLabels.pages.first { $0.code == "/event/chuseok-gift" }
        #expect(page?.label.korean == "추석 선물 대전")
        #expect(!DemoLabels.pages.contains { $0.code.contains("{") })
    }
}
