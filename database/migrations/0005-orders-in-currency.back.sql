DROP VIEW projection.orders;
DROP TABLE projection.orders_2;
