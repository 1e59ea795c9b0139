"""Names for invented people. Common given names and surnames of the United Kingdom are facts; who bears both here is made up.

Each community keeps its own given names with its own surnames, most common first, since that is how they
collide: a town has many a Mohammed Khan and no Mohammed Kowalski."""

COMMUNITIES = {  # name: (share, women's names, men's names, surnames)
    "english": (0.68, """
        Susan Margaret Sarah Emma Claire Elizabeth Nicola Karen Rebecca Laura Amy Jessica Charlotte Hannah Samantha
        Victoria Katherine Jennifer Alison Deborah Patricia Christine Lauren Sophie Gemma Kelly Chloe Megan Joanne
        Helen Jacqueline Lisa Rachel Natalie Abigail Alexandra Pamela Dorothy Sandra Holly Georgina Theresa Frances
        Eleanor Zoë Chloë Leanne Tracey Caroline Isabella""", """
        David John Paul James Andrew Michael Stephen Robert Christopher Matthew Daniel Thomas Mark Richard Anthony
        William Joseph Jack Ryan Adam Benjamin Luke Samuel Jonathan Peter Kevin Gary Nicholas Edward Alexander Craig
        Lee Jason Kenneth Ronald Charles Simon Timothy Philip Frederick George Callum Liam Nathan Joshua Gregory
        Raymond Terence Jordan Harry""", """
        Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts
        Green Hall Wood Jackson Clarke Clark Harris Lewis Turner Hill Cooper Ward Moore Baker Harrison Morris King
        Lee Martin Parker Allen Cook Bennett Shaw Carter Phillips Bailey Adams Price Webb Mills Barker Ellis Palmer
        Holmes Mason Hunt Stevens Chapman Rogers Gibson Dixon Fletcher Pearson Barnes Butler Saunders Reynolds
        Stephens Stephenson Stevenson Thomson Read Reid Hart Cox Fisher Lawson Lowe Barrett Jenkinson Wheatley
        Thornton Ashworth Braithwaite Cartwright Featherstone Hollis Peel Rudd Tranter Winterbourne Yardley"""),
    "welsh_and_irish": (0.10, """
        Siân Bronwen Cerys Rhian Nerys Megan Sinéad Niamh Aoife Bridget Maureen Róisín Kathleen Orla""", """
        Gareth Rhys Dylan Huw Ieuan Owen Patrick Sean Seán Declan Cormac Brendan Kieran Eoin""", """
        Jones Williams Davies Evans Murphy Kelly O'Connor O'Neill O'Brien McDonald MacDonald McCarthy Lloyd Griffiths
        Rees Pritchard Gallagher Byrne Doherty Fitzgerald McKenna"""),
    "south_asian": (0.13, """
        Fatima Aisha Ayesha Zainab Nasreen Shabana Rukhsana Priya Anita Sunita Harpreet Jaswinder Manpreet Yasmin
        Nadia Farzana""", """
        Mohammed Muhammad Mohammad Ahmed Ali Imran Tariq Usman Bilal Hassan Rajesh Sanjay Amit Gurpreet Harjit
        Sukhdev""", """
        Khan Patel Ahmed Ali Hussain Singh Kaur Begum Akhtar Shah Miah Malik Iqbal Mahmood Rahman Sharma Uddin
        Chowdhury Mistry"""),
    "polish": (0.06, """
        Anna Katarzyna Małgorzata Agnieszka Joanna Ewa Monika Magdalena Paulina Zofia""", """
        Piotr Krzysztof Andrzej Tomasz Paweł Łukasz Marcin Michał Jakub Grzegorz""", """
        Nowak Wójcik Kowalczyk Woźniak Mazur Krawczyk Zając Król Wróbel Pawlak Dudek Stępień"""),
    "others": (0.03, """
        Amina Fadumo Ngozi Chidinma María Inês Renée Mei Adwoa Zuzana""", """
        Abdi Yusuf Emeka Chukwudi José João François Wei Kwame Søren""", """
        Warsame Mohamud Okafor Adeyemi García Fernández Gonçalves Mensah Chen Boateng Novák Jørgensen"""),
}

# What friends and forms make of a given name.
SHORT_FORMS = {
    "Susan": "Sue", "Margaret": "Maggie Peggy", "Elizabeth": "Liz Beth Betty", "Nicola": "Nicky", "Rebecca": "Becky",
    "Jessica": "Jess", "Charlotte": "Charlie Lottie", "Samantha": "Sam", "Victoria": "Vicky", "Katherine": "Kate Kathy",
    "Jennifer": "Jenny", "Deborah": "Debbie", "Patricia": "Pat Tricia", "Christine": "Chris", "Joanne": "Jo",
    "Jacqueline": "Jackie", "Abigail": "Abi", "Alexandra": "Alex Sandra", "Pamela": "Pam", "Dorothy": "Dot",
    "Georgina": "Georgie", "Theresa": "Terri", "Eleanor": "Ellie Nell", "Isabella": "Bella", "Kathleen": "Kath",
    "David": "Dave", "John": "Jack", "James": "Jim Jamie", "Andrew": "Andy", "Michael": "Mike Mick", "Stephen": "Steve",
    "Robert": "Bob Rob", "Christopher": "Chris", "Matthew": "Matt", "Daniel": "Dan", "Thomas": "Tom", "Richard": "Rick Dick",
    "Anthony": "Tony", "William": "Bill Will", "Joseph": "Joe", "Benjamin": "Ben", "Samuel": "Sam", "Jonathan": "Jon",
    "Peter": "Pete", "Kevin": "Kev", "Nicholas": "Nick", "Edward": "Ted Eddie", "Alexander": "Alex", "Kenneth": "Ken",
    "Ronald": "Ron", "Charles": "Charlie", "Timothy": "Tim", "Philip": "Phil", "Frederick": "Fred", "Joshua": "Josh",
    "Gregory": "Greg", "Raymond": "Ray", "Terence": "Terry", "Patrick": "Paddy", "Mohammed": "Mo", "Muhammad": "Mo",
    "Katarzyna": "Kasia", "Małgorzata": "Gosia", "Krzysztof": "Kris", "Tomasz": "Tomek", "Grzegorz": "Greg",
}


def names(community, sex):
    """The given names of a community: index 1 holds women's, 2 men's."""
    return COMMUNITIES[community][1 if sex == "F" else 2].split()


def surnames(community):
    return COMMUNITIES[community][3].split()
