"""What Alembic runs for each upgrade: the migrations, on the connection and in the transaction it is handed."""

from alembic import context

from bot.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table="hvana_version",  # the database may be shared with a program that keeps Alembic's own name
)
context.run_migrations()
