/// The marketing campaigns of the company.
package enum Campaign: String, Labelled {
    case grandOpening = "grand-opening"
    case welcome5000 = "welcome-5000"
    case friendInvite = "friend-invite"
    case lunchCashback = "lunch-cashback"
    case chuseokGift = "chuseok-gift"
    case seollalGift = "seollal-gift"
    case loanSwitch = "loan-switch"
    case paydayPoints = "payday-points"
    case comebackCoupon = "comeback-coupon"

    package var label: Label {
        switch self {
        case .grandOpening: Label("오픈 기념 이벤트", "Grand opening")
        case .welcome5000: Label("첫 결제 5,000원 혜택", "5,000 won on the first payment")
        case .friendInvite: Label("친구 초대 이벤트", "Invite a friend")
        case .lunchCashback: Label("점심 캐시백", "Lunch cashback")
        case .chuseokGift: Label("추석 선물 대전", "Chuseok gifts")
        case .seollalGift: Label("설날 선물 대전", "Seollal gifts")
        case .loanSwitch: Label("대출 갈아타기", "Switch the loan")
        case .paydayPoints: Label("월급날 포인트", "Payday points")
        case .comebackCoupon: Label("다시 만난 쿠폰", "Come-back coupon")
        }
    }

    /// What a member who follows the campaign goes on to do.
    var intent: Intent {
        switch self {
        case .grandOpening, .welcome5000, .lunchCashback: .pay
        case .friendInvite: .transfer
        case .chuseokGift, .seollalGift: .gift
        case .loanSwitch: .loan
        case .paydayPoints: .points
        case .comebackCoupon: .coupons
        }
    }
}

extension Campaign {
    /// The path of the campaign's own page, such as `/event/welcome-5000`.
    package var page: String { "/event/" + rawValue }
}
