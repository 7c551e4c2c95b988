/// The tables of the demo company; the raw value is the table's name.
///
///     DemoTable.appLog.columns.map(\.name)    // ["member_id", "time", "event_no", …]
///
/// Cost: none; the lists are made once.
package enum DemoTable: String, Labelled {
    case members
    case appLog = "app_log"
    case payments
    case transfers
    case loanInquiries = "loan_inquiries"

    package var label: Label {
        switch self {
        case .members: Label("회원", "Members")
        case .appLog: Label("앱 로그", "App log")
        case .payments: Label("결제", "Payments")
        case .transfers: Label("송금", "Transfers")
        case .loanInquiries: Label("대출 조회", "Loan inquiries")
        }
    }

    /// The columns in the order of the file.
    package var columns: [DemoColumn] {
        switch self {
        case .members: DemoLabels.memberColumns
        case .appLog: DemoLabels.appLogColumns
        case .payments: DemoLabels.paymentColumns
        case .transfers: DemoLabels.transferColumns
        case .loanInquiries: DemoLabels.loanInquiryColumns
        }
    }
}
