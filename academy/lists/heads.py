"""Heads of columns in lists of people, in az, ru and en, as `cells.folded` writes them."""

ADDRESS_HEADS = {
    *("email", "emailaddress", "mail", "address", "epoçt", "epoçtünvanı", "elektronpoçt", "elektronpoçtünvanı"),
    *("poçt", "ünvan", "почта", "электроннаяпочта", "адресэлектроннойпочты", "элпочта", "адрес", "емейл", "имейл"),
}
NAME_HEADS = {
    *("name", "fullname", "firstname", "lastname", "surname", "patronymic"),
    *("ad", "soyad", "ataadı", "adsoyad", "soyadad", "soyadadataadı", "advəsoyad", "tamad"),
    *("имя", "фамилия", "отчество", "фио", "фамилияимя", "фамилияимяотчество", "полноеимя"),
}
