DROP TABLE projection.orders_1;
DROP TABLE projection.checkpoints;
DROP SCHEMA projection;
