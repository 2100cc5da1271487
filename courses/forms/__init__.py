"""Forms of learning: answering, and the CMS's forms of quizzes and questions."""
